# Prints of each column of each CSV file that is named: the file, the column, how many values are missing, and a sum.
suppressPackageStartupMessages(library(data.table))

# The sum of what a column has, in a form that Python finds too.
summary_of <- function(values) {
  values <- values[!is.na(values)]
  if (length(values) == 0) return(0)
  if (is.logical(values) || is.numeric(values)) return(sum(as.numeric(values)))
  if (inherits(values, "POSIXct")) {
    whole <- floor(as.numeric(values))
    return(sum(round((as.numeric(values) - whole) * 1e6) + 1e6 * (whole %% 60)))
  }
  # fread leaves doubled quotes as they are.
  sum(nchar(gsub('""', '"', values, fixed = TRUE), type = "bytes"))
}

for (path in commandArgs(trailingOnly = TRUE)) {
  # Empty cells are missing, also those of texts.
  table <- fread(path, na.strings = "", encoding = "UTF-8", integer64 = "double", colClasses = NULL)
  for (name in names(table)) {
    values <- table[[name]]
    cat(basename(path), name, sum(is.na(values)), sprintf("%.17g", summary_of(values)), sep = "\t")
    cat("\n")
  }
}
