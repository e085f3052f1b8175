namespace Aspire.Hosting.Tests.Running;

/// <summary>A project as it lies there when it is built; its program is a shell script.</summary>
internal sealed class BuiltProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("built-project-");

    public BuiltProject(string script)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var output = _folder.CreateSubdirectory(System.IO.Path.Combine("bin", own.Parent!.Name, own.Name)).FullName;
        File.WriteAllText(System.IO.Path.Combine(output, "Api.dll"), "");
        var program = System.IO.Path.Combine(output, "Api");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The project file, which nobody reads.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "Api.csproj");

    public void WriteLaunchSettings(string json)
    {
        _folder.CreateSubdirectory("Properties");
        File.WriteAllText(System.IO.Path.Combine(_folder.FullName, "Properties", "launchSettings.json"), json);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
