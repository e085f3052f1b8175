using Microsoft.Extensions.Logging;

namespace FlowOptics.Lake;

internal static partial class LakeLog
{
    [LoggerMessage(2001, LogLevel.Warning, "the lake {Path} is made again from the bucket, since {Reason}; the old file is kept as {Aside}")]
    public static partial void SetAside(ILogger logger, string path, string reason, string aside);
}
