using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>An answer that is a file, written while it is made.</summary>
/// <param name="FileName">For the user's folder: letters, digits, '.' and '-' of our own choice.</param>
internal sealed record Download(string ContentType, string FileName, Func<IFlowStore, Stream, CancellationToken, Task> WriteAsync);
