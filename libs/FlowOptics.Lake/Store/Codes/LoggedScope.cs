namespace FlowOptics.Lake;

/// <summary>Whose log a record is from, and where: a row of <c>scopes</c>.</summary>
internal readonly record struct LoggedScope(string Account, string Region);
