namespace FlowOptics;

/// <summary>Finds files that npm packages bring (geo data, native DuckDB), in development and in a published folder.</summary>
internal static class NpmPackage
{
    /// <summary>
    /// Looks for <paramref name="path"/> (e.g. <c>@ip-location-db/asn/asn-ipv4.csv</c>) in a <c>node_modules</c> folder beside the
    /// program, or in the nearest one above it.
    /// </summary>
    /// <returns>The full path, or null where no such file is installed.</returns>
    public static string? Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "node_modules", path);
            if (File.Exists(candidate)) return candidate;
        }

        return null;
    }
}
