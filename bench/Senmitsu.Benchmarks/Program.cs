using Senmitsu.Benchmarks;

return BenchmarkRunner.Run(args);
