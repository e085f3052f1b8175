using Microsoft.Extensions.Logging;

namespace FlowOptics.Lake;

internal static partial class LakeLog
{
    [LoggerMessage(2001, LogLevel.Warning, "the lake {Path} is made again from the bucket, since {Reason}; the old file is kept as {Aside}")]
    public static partial void SetAside(ILogger logger, string path, string reason, string aside);

    [LoggerMessage(2002, LogLevel.Warning, "An hour or a day has sums beyond what the roll-ups can hold; it is answered from its records: {Reason}")]
    public static partial void NotSealed(ILogger logger, string reason);
}
