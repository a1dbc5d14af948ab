"""What every page wears: the frame, the colours and type, the icons, the charts, the words."""
