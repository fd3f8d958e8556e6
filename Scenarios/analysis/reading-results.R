# What `telerad run` writes with --studies, read with data.table. Every column is told in ../../Sources/Reports/Tables.md.
#
#   telerad run Scenarios/demo.yaml --studies studies.csv --studies-replication all
#   Rscript Scenarios/analysis/reading-results.R studies.csv

suppressPackageStartupMessages(library(data.table))

file <- commandArgs(trailingOnly = TRUE)[1]
# An empty cell has no value, texts included. fread leaves doubled quotes within a text as they are.
studies <- fread(file, na.strings = "", encoding = "UTF-8")

# Reports count these: reported, and after the warm-up.
counted <- studies[counted == TRUE]

cat("Turnaround in minutes\n")
print(counted[, .(
  studies = .N,
  mean = round(mean(rtat_s) / 60, 1),
  p50 = round(quantile(rtat_s, 0.50) / 60, 1),
  p95 = round(quantile(rtat_s, 0.95) / 60, 1)
), keyby = modality])

cat("\nWhere the time goes, means in seconds\n")
print(counted[, lapply(.SD, function(span) round(mean(span), 1)),
  keyby = priority, .SDcols = c("transfer_s", "wait_queue_s", "wait_retrieval_s", "read_s")])

cat("\nWithin the target of the class, percent\n")
print(counted[!is.na(within_target), .(percent = round(100 * mean(within_target), 2)), keyby = priority])

# A figure of a report is the mean over replications; its interval comes from how they differ.
by_replication <- counted[, .(mean = mean(rtat_s)), keyby = replication]$mean
half_width <- if (length(by_replication) < 2) NA else
  qt(0.975, length(by_replication) - 1) * sd(by_replication) / sqrt(length(by_replication))
cat(sprintf("\nMean turnaround: %.4f s, half-width %.4f s, %d replications\n",
            mean(by_replication), half_width, length(by_replication)))
