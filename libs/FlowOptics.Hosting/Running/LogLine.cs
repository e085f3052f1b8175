namespace Aspire.Hosting.Running;

/// <summary>A line that a process wrote.</summary>
/// <param name="Number">From 1, without gaps, over all runs of the resource.</param>
internal sealed record LogLine(long Number, DateTimeOffset Time, bool IsError, string Text);
