using Microsoft.Extensions.Logging;

namespace FlowOptics.Lake;

internal static partial class FolderLog
{
    [LoggerMessage(2101, LogLevel.Warning, "{Problem}. Looking for it again every {Poll}")]
    public static partial void Missing(ILogger logger, string problem, TimeSpan poll);

    [LoggerMessage(2102, LogLevel.Information, "The folder '{Folder}' can be read now")]
    public static partial void Found(ILogger logger, string folder);

    [LoggerMessage(2103, LogLevel.Warning, "The folder '{Folder}' cannot be read ({Reason}): its objects are left out until this user may read it")]
    public static partial void Unreadable(ILogger logger, string folder, string reason);

    [LoggerMessage(2104, LogLevel.Warning, "The folder '{Folder}' cannot be watched fully ({Reason}): it is listed now and then instead; on Linux, raise fs.inotify.max_user_watches")]
    public static partial void NotWatched(ILogger logger, string folder, string reason);
}
