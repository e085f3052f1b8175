using System.Collections.Frozen;
using FlowOptics.Flows;

namespace FlowOptics.Ingestor.Telemetry;

/// <summary>The reasons for rejected records as a metric's tag: a few fixed words, never a record's own text.</summary>
internal static class RejectReasons
{
    private static readonly FrozenDictionary<RejectReason, string> Names = Enum.GetValues<RejectReason>().ToFrozenDictionary(reason => reason, Hyphened);

    public static IReadOnlyList<RejectReason> All { get; } = Enum.GetValues<RejectReason>();

    public static string NameOf(RejectReason reason) => Names[reason];

    // FieldCount is field-count.
    private static string Hyphened(RejectReason reason) =>
        string.Concat(reason.ToString().Select((character, i) => char.IsUpper(character) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(character)}" : $"{character}"));
}
