# Times of R packages for agreement.sh, as agreement_peers.py prints them. What is not installed is passed over.
arguments <- commandArgs(TRUE)
rounds <- as.integer(arguments[1])
large <- as.matrix(read.csv(file.path(arguments[2], "large.csv"), header = FALSE))
timed <- function(what, package, call) {
  times <- replicate(rounds, sum(system.time(call())[c("user.self", "sys.self")]))
  cat(what, package, median(times), sep = "\t")
  cat("\n")
}
has <- function(package) requireNamespace(package, quietly = TRUE)
if (has("irrCAC")) {
  timed("ac1_100k", "irrCAC (R)", function() irrCAC::gwet.ac1.raw(large))
  timed("fleiss_100k", "irrCAC (R)", function() irrCAC::fleiss.kappa.raw(large))
  timed("alpha_100k", "irrCAC (R)", function() irrCAC::krippen.alpha.raw(large))
}
if (has("icr")) timed("alpha_100k", "icr (R)", function() icr::krippalpha(t(large), metric = "nominal"))
if (has("irr")) {
  rounds <- 1
  timed("alpha_100k", "irr (R)", function() irr::kripp.alpha(t(large), "nominal"))
}
