"""The benchmarks measure what they say they measure; how fast anything is stands in no test."""
