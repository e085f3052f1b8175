namespace FlowOptics.Bench.Pipeline;

/// <summary>What one run of the product showed.</summary>
/// <param name="Live">Records a second until all were in the live window.</param>
/// <param name="Imported">Records a second until all were in the lake too; 0 where the import waited.</param>
/// <param name="CpuSeconds">Of all processes, until all records were live.</param>
/// <param name="IngestorPeakBytes">The most memory that Ingestor had, from its start on.</param>
internal sealed record PipelineRun(double Live, double Imported, double CpuSeconds, long IngestorPeakBytes);
