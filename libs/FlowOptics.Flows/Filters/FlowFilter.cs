namespace FlowOptics.Flows;

/// <summary>A condition on flow records, as a person wrote it.</summary>
public sealed class FlowFilter
{
    internal FlowFilter(string text) => Text = text;

    /// <summary>As it was written.</summary>
    public string Text { get; }
}
