namespace FlowOptics.Lake;

/// <summary>What the watch saw: something happened at a path; true where a finished file or folder was renamed to it.</summary>
internal readonly record struct FolderHint(string Path, bool Renamed);
