namespace FlowOptics.ServiceDefaults.Tests.Configuration;

/// <summary>A row of docs/configuration.md.</summary>
/// <param name="Name">As code reads it, with ":" between its levels.</param>
/// <param name="Default">As a user would write it; empty: none.</param>
/// <param name="Unit">Empty: a text, or a plain number.</param>
internal sealed record ConfigurationKey(string Name, string ReadBy, string Default, string Unit, string Meaning);
