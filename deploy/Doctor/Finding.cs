namespace FlowOptics.Deploy.Doctor;

/// <summary>What a look has shown.</summary>
/// <param name="Mend">Null: all is well.</param>
internal sealed record Finding(string What, string? Mend = null);
