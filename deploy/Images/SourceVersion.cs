using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace FlowOptics.Deploy.Images;

/// <summary>The tag of images: the commit, and a hash of what is not committed. The same sources have the same tag, so images that are there are not made again.</summary>
internal static class SourceVersion
{
    /// <exception cref="DeployException">This is no checkout: then a tag must be given.</exception>
    public static string Of(string root)
    {
        var commit = Git(root, "rev-parse", "--short=12", "HEAD").Trim();
        var changes = Git(root, "status", "--porcelain") + Git(root, "diff", "HEAD");
        return changes.Length == 0 ? commit : $"{commit}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(changes)))[..8]}";
    }

    private static string Git(string root, params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", root, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var text = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? text : throw new DeployException("the sources are no git checkout: name the images' tag by --tag");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new DeployException("git is not there to tell the sources' version: name the images' tag by --tag", e);
        }
    }
}
