using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FlowOptics.Lake;

/// <summary>What a detector says, before its evidence is counted.</summary>
public sealed record FindingDraft
{
    private static readonly double[] Weights = [10, 25, 50, 80];

    public required FindingKind Kind { get; init; }

    public required FindingSeverity Severity { get; init; }

    /// <summary>How many times the threshold; at least 1.</summary>
    public required double Magnitude { get; init; }

    public required string Account { get; init; }

    public string? Region { get; init; }

    public required string Subject { get; init; }

    public required string Title { get; init; }

    public IReadOnlyDictionary<string, long> Facts { get; init; } = new Dictionary<string, long>();

    public AttackTechnique? Technique { get; init; }

    /// <summary>Null: there are no records to show.</summary>
    public FindingCondition? Condition { get; init; }

    /// <summary>With which others of the account it is shown, whatever their region; null: with its like of other days alone.</summary>
    public string? GroupedBy { get; init; }

    public string Group => GroupedBy is null ? $"{Account}|{Region}|{Subject}" : $"{Account}|{GroupedBy}";

    /// <param name="day">Whose: days since 1970.</param>
    /// <param name="range">Null: the live window.</param>
    public Finding ToFinding(int day, string source, (DateTimeOffset From, DateTimeOffset To)? range, FindingCounts counts, bool isNew)
    {
        var novelty = isNew ? 1.5 : 1;
        var magnitude = 1 + Math.Min(1, Math.Log10(Math.Max(1, Magnitude)) / 3);
        return new Finding
        {
            Id = IdOf(day),
            Kind = Kind,
            Severity = Severity,
            Score = Math.Round(Weights[(int)Severity] * novelty * magnitude, 1),
            Account = Account,
            Region = Region,
            Subject = Subject,
            Title = Title,
            First = DateTimeOffset.FromUnixTimeSeconds(counts.First),
            Last = DateTimeOffset.FromUnixTimeSeconds(counts.Last),
            Traffic = counts.Traffic,
            Facts = Facts,
            Technique = Technique,
            IsNew = isNew,
            Group = Group,
            Evidence = new FindingEvidence(Condition is null ? "meta" : "graph", source, Account, Region, range?.From, range?.To, Condition?.ToFilter() ?? ""),
        };
    }

    private string IdOf(int day)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Kind}|{Account}|{Region}|{Subject}|{day}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}

/// <summary>The sums of a finding's evidence.</summary>
/// <param name="First">Unix seconds, the first start.</param>
/// <param name="Last">The last end.</param>
public readonly record struct FindingCounts(Traffic Traffic, long First, long Last);
