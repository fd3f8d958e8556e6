// SyntheticStudies
