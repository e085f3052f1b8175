namespace FlowOptics.GraphApi.Apis;

/// <summary>A query parameter that cannot be taken; the message is the sentence that the user reads: parameter, value, mend.</summary>
internal sealed class BadQueryException(string message) : Exception(message);
