# Writes what lavaan makes of the public data: Rscript make.R DATA_FOLDER OUT_FOLDER
# The files beside this one were made by lavaan 0.6-14 under R 4.2.2.
suppressMessages(library(lavaan))
folders <- commandArgs(TRUE)
written <- function(fit, name) {
  rows <- parameterEstimates(fit, standardized = TRUE)
  if (is.null(rows$group)) rows$group <- ifelse(rows$op == ":=", 0, 1)
  columns <- c("lhs", "op", "rhs", "group", "est", "se", "std.all")
  write.csv(rows[, columns], file.path(folders[2], paste0(name, ".rows.csv")), row.names = FALSE, quote = FALSE)
  measures <- fitMeasures(fit)
  wanted <- c("chisq", "df", "cfi", "tli", "rmsea", "rmsea.ci.lower", "rmsea.ci.upper", "srmr", "logl", "bic",
    "chisq.scaled", "cfi.scaled", "rmsea.scaled", "cfi.robust")
  wanted <- wanted[wanted %in% names(measures) & !is.na(measures[wanted])]
  told <- data.frame(name = wanted, value = sprintf("%.9f", as.numeric(measures[wanted])))
  write.csv(told, file.path(folders[2], paste0(name, ".fit.csv")), row.names = FALSE, quote = FALSE)
}
hs <- read.csv(file.path(folders[1], "satisfaction_models", "HolzingerSwineford1939.csv"))
factors <- "visual =~ x1+x2+x3\ntextual =~ x4+x5+x6\nspeed =~ x7+x8+x9"
paths <- paste0(factors, "\nspeed ~ visual + ageyr\ntextual ~ b*ageyr + a*visual\nx9 ~ sex\nab := a*b\nx1 ~~ x4")
gaps <- hs
for (j in 1:9) gaps[((1:301) * 7 + j * j * 3) %% 11 < 1 + (j %% 2), paste0("x", j)] <- NA
gaps[c(5, 50), paste0("x", 1:9)] <- NA
scalar <- c("loadings", "intercepts")
written(cfa(factors, gaps, missing = "ml"), "fiml")
written(cfa(factors, gaps, missing = "ml", group = "school", group.equal = scalar), "fiml_scalar")
written(sem(paths, gaps, missing = "ml"), "fiml_paths")
written(sem(paths, hs), "ml_paths")
written(sem(paths, hs, meanstructure = TRUE, std.lv = TRUE), "ml_paths_unit")
written(sem(paths, hs, estimator = "MLR"), "mlr_paths")
written(cfa(factors, hs, estimator = "MLR", group = "school"), "mlr_groups")
written(cfa(factors, hs, group = "school", group.equal = c(scalar, "residuals")), "ml_strict")
univer <- read.csv(file.path(folders[1], "surveys", "cub_univer_2002.csv"))
one <- "F =~ informat+willingn+officeho+compete+global"
ordered <- function(..., group.equal = "") {
  cfa(one, univer, estimator = "WLSMV", ordered = TRUE, group = "gender", group.equal = group.equal)
}
written(ordered(), "wlsmv_groups")
written(ordered(group.equal = c("loadings", "thresholds")), "wlsmv_scalar")
hints <- modindices(cfa(factors, hs), sort. = TRUE)[1:12, c("lhs", "op", "rhs", "mi", "epc", "sepc.all")]
write.csv(hints, file.path(folders[2], "hints.csv"), row.names = FALSE, quote = FALSE)
# The steps of invariance, each with what it costs against the step before (anova for those with a plain chi-square).
held <- list(configural = "", metric = "loadings", scalar = scalar, strict = c(scalar, "residuals"))
stepped <- function(name, fits, plain) {
  rows <- lapply(seq_along(fits), function(at) {
    m <- fitMeasures(fits[[at]])
    both <- if (at > 1 && plain) lavTestLRT(fits[[at - 1]], fits[[at]])
    scaled <- if ("cfi.scaled" %in% names(m)) m[["cfi.scaled"]] else m[["cfi"]]
    data.frame(model = name, step = names(fits)[at], chi2 = m[["chisq"]], df = m[["df"]], cfi = m[["cfi"]],
      rmsea = m[["rmsea"]], srmr = m[["srmr"]], cfi_compared = scaled,
      chi2_more = if (is.null(both)) NA else both[["Chisq diff"]][2],
      p_more = if (is.null(both)) NA else both[["Pr(>Chisq)"]][2])
  })
  do.call(rbind, rows)
}
steps <- function(data, held, ...) lapply(held, function(equal) cfa(factors, data, group = "school", group.equal = equal, ...))
ordinal <- list(configural = ordered(), metric = ordered(group.equal = "loadings"),
  scalar = ordered(group.equal = c("loadings", "thresholds")))
table <- rbind(stepped("ml", steps(hs, held), TRUE), stepped("fiml", steps(gaps, held, missing = "ml"), TRUE),
  stepped("mlr", steps(hs, held, estimator = "MLR"), FALSE), stepped("wlsmv", ordinal, FALSE))
write.csv(format(table, digits = 12), file.path(folders[2], "steps.csv"), row.names = FALSE, quote = FALSE)
