"""The parts of benchmarks that need Django: imported once it has been loaded, by bench.opened."""
