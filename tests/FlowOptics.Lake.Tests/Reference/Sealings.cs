using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>What of the lake is sealed when a question comes.</summary>
public enum Sealing
{
    Nothing,
    SomeHours,
    SomeDays,
    Everything,
}

public static class Sealings
{
    public static Arbitrary<Sealing> Arbitrary { get; } = Arb.From(FlowRecords.OneOf(Enum.GetValues<Sealing>()));
}
