// Reads {survey, fillings} from standard input, lets survey-core load the survey and fills it in page by page.
"use strict";
const { Model } = require("survey-core");

const { survey, fillings } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const messages = (errors) => (errors || []).map((error) => error.message);

function fill(page, filling) {
  // An answer may bring up another question of the same page: look again until nothing changes.
  for (let changed = true; changed; ) {
    changed = false;
    for (const question of page.questions) {
      const wanted = filling[question.name];
      if (question.isVisible && wanted !== undefined && question.isEmpty()) {
        question.value = wanted;
        changed = true;
      }
    }
  }
}

function filledIn(filling) {
  const model = new Model(survey);
  const pages = [];
  for (let step = 0; model.state === "running" && step < 100; step += 1) {
    const page = model.currentPage;
    pages.push(page.name);
    fill(page, filling);
    const moved = model.isLastPage ? model.completeLastPage() : model.nextPage();
    if (!moved) return { stuck: page.name, data: model.data };
  }
  return { pages, data: model.data, state: model.state };
}

const model = new Model(survey);
process.stdout.write(
  JSON.stringify({ errors: messages(model.jsonErrors), results: fillings.map(filledIn) }),
);
