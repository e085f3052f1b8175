namespace FlowOptics.Bench.Page;

/// <summary>One load of the graph, in milliseconds since its navigation began.</summary>
/// <param name="Answered">When the answer was read, and the view has its canvas.</param>
/// <param name="Visible">When the first picture was shown.</param>
/// <param name="Settled">When the layout rested.</param>
/// <param name="LongestTask">The longest task of the page's main thread; 0 where none took 50 ms.</param>
internal sealed record GraphLoad(double FirstPaint, double Answered, double Visible, double Settled, double LongestTask);
