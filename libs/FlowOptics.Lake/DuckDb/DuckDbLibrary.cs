using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowOptics.Lake.DuckDb;

/// <summary>Finds the native library, which comes from npm (docs/decisions says why).</summary>
internal static class DuckDbLibrary
{
    public const string Name = "duckdb";

    private static IntPtr _handle;

    // A module initializer, since the resolver must be there before the first call and there is no one type that every caller touches first.
#pragma warning disable CA2255 // The library's only entry into native code is this resolver.
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(DuckDbLibrary).Assembly, Resolve);
#pragma warning restore CA2255

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Name) return IntPtr.Zero;
        if (_handle != IntPtr.Zero) return _handle;
        return _handle = NativeLibrary.Load(Find());
    }

    private static string Find()
    {
        var (file, package) = Platform();
        var local = Path.Combine(AppContext.BaseDirectory, file);
        if (File.Exists(local)) return local;
        return NpmPackage.Find($"@duckdb/{package}/{file}")
            ?? throw new DllNotFoundException($"DuckDB's native library ({package}/{file}) is not installed: run `npm ci` in the repository's root.");
    }

    private static (string File, string Package) Platform()
    {
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        if (OperatingSystem.IsWindows()) return ("duckdb.dll", $"node-bindings-win32-{architecture}");
        if (OperatingSystem.IsMacOS()) return ("libduckdb.dylib", $"node-bindings-darwin-{architecture}");
        var musl = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "-musl" : "";
        return ("libduckdb.so", $"node-bindings-linux-{architecture}{musl}");
    }
}
