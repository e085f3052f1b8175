namespace Aspire.Hosting.ApplicationModel;

/// <summary>A network in which an address is meant.</summary>
public record NetworkIdentifier(string Value);
