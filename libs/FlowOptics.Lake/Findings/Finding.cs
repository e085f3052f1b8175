namespace FlowOptics.Lake;

/// <summary>Something worth a look, with the question that shows it.</summary>
public sealed record Finding
{
    /// <summary>The same in every run and in both sources: from kind, subject and day.</summary>
    public required string Id { get; init; }

    public required FindingKind Kind { get; init; }

    public required FindingSeverity Severity { get; init; }

    /// <summary>The order: severity × novelty × magnitude (docs/findings.md).</summary>
    public required double Score { get; init; }

    public required string Account { get; init; }

    /// <summary>Null: all regions of the account.</summary>
    public string? Region { get; init; }

    /// <summary>What it is about: an address, <c>address:port</c>, a country, <c>AS64500</c>, …</summary>
    public required string Subject { get; init; }

    /// <summary>One sentence.</summary>
    public required string Title { get; init; }

    /// <summary>The start of the evidence's first record.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>The end of its last one.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>The sums of the evidence's records.</summary>
    public required Traffic Traffic { get; init; }

    /// <summary>What was counted beside: <c>hosts</c>, <c>ports</c>, <c>attempts</c>, <c>expectedBytes</c>, … (docs/findings.md).</summary>
    public required IReadOnlyDictionary<string, long> Facts { get; init; }

    /// <summary>Null where no technique of ATT&amp;CK fits.</summary>
    public AttackTechnique? Technique { get; init; }

    /// <summary>Whether the days before had none of its group.</summary>
    public required bool IsNew { get; init; }

    /// <summary>Findings of one kind and group are shown as one.</summary>
    public required string Group { get; init; }

    public required FindingEvidence Evidence { get; init; }

    /// <summary>The others of its group in the answer; null where it is alone.</summary>
    public FindingOthers? Others { get; init; }
}

/// <summary>"… and 12 more like it".</summary>
/// <param name="Findings">How many.</param>
/// <param name="Traffic">The sum of their evidence; a record that is evidence of two counts twice.</param>
public sealed record FindingOthers(long Findings, Traffic Traffic);
