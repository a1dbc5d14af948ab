# CPU seconds of lavaan, one line a case: Rscript structural_models.R ANSWERS.csv
# ANSWERS.csv holds name, estimator, group, file and model of each case.
suppressMessages(library(lavaan))
cases <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = FALSE)
options(warn = -1)
for (place in seq_len(nrow(cases))) {
  case <- cases[place, ]
  answers <- read.csv(case$file)
  given <- list(model = case$model, data = answers, estimator = toupper(case$estimator))
  if (case$estimator == "fiml") { given$estimator <- "ML"; given$missing <- "ml" }
  if (case$estimator == "wlsmv") given$ordered <- TRUE
  if (case$group != "") { given$group <- case$group; given$group.equal <- c("loadings", "intercepts") }
  if (case$samples > 0) { given$se <- "bootstrap"; given$bootstrap <- case$samples }
  fit <- do.call("sem", given)
  before <- proc.time()
  for (again in seq_len(case$repeats)) fit <- do.call("sem", given)
  spent <- proc.time() - before
  chi2 <- fitMeasures(fit, "chisq")
  cat(case$name, sprintf("%.6f", sum(spent[c("user.self", "sys.self")]) / case$repeats), sprintf("%.6f", chi2), sep = "\t")
  cat("\n")
}
