namespace Aspire.Hosting.Dashboard;

/// <summary>A request asks for something in a way that is none; the message says which parameter, and how it must be.</summary>
internal sealed class BadParameterException(string message) : Exception(message);
