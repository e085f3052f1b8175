using System.Diagnostics;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Tests.Running;

public sealed class OrphanGuardTests
{
    [Fact]
    public async Task Where_the_parent_is_gone_already_the_program_is_not_run()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && !OrphanGuard.ForThisMachine.NeedsInputPipe, "setpriv of util-linux is not installed: the shell's way is used");
        var (file, arguments) = OrphanGuard.ForThisMachine.Wrap("echo", ["ran"]);
        // Its parent is this shell, and not the process that the guard was made for.
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "\"$@\"; echo code $?", "sh", file, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;

        Assert.Equal("code 137\n", await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_shells_way_kills_the_program_when_its_input_ends()
    {
        using var child = ByShell("echo $$; trap '' TERM; while :; do sleep 0.05; done");
        var process = int.Parse((await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, null);

        child.StandardInput.Close();

        await child.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TestApp.Patience);
        await Alive.NoneAsync(process, child.Id);
        Assert.Equal(137, child.ExitCode);
    }

    [Fact]
    public async Task The_shells_way_passes_on_the_exit_code_and_the_wish_to_end()
    {
        using var ended = ByShell("exit 7");
        await ended.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TestApp.Patience);
        Assert.Equal(7, ended.ExitCode);

        using var asked = ByShell("trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done");
        await asked.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        NativeMethods.Kill(asked.Id, NativeMethods.SigTerm);
        await asked.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TestApp.Patience);
        Assert.Equal(9, asked.ExitCode);
    }

    private static Process ByShell(string script)
    {
        var (file, arguments) = OrphanGuard.ByShell.Wrap("sh", ["-c", script]);
        return Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
    }
}
