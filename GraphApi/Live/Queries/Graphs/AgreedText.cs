namespace FlowOptics.GraphApi.Live;

/// <summary>The text that all agree upon who have one; null where they differ, or none has.</summary>
internal struct AgreedText
{
    private string? _text;
    private bool _differ;

    public readonly string? Value => _differ ? null : _text;

    public void Add(string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        _text ??= text;
        _differ |= !string.Equals(_text, text, StringComparison.Ordinal);
    }
}
