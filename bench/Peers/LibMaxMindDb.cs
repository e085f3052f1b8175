using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;

namespace FlowOptics.Bench.Peers;

/// <summary>libmaxminddb in a process of its own, compiled here, with the same addresses.</summary>
internal sealed class LibMaxMindDb : IDisposable
{
    private readonly string _folder;
    private readonly Process _process;

    private LibMaxMindDb(string folder, Process process) => (_folder, _process) = (folder, process);

    /// <returns>Null, and a line on standard error, where there is no compiler or no libmaxminddb.</returns>
    public static async Task<LibMaxMindDb?> StartAsync(string database, uint[] addresses)
    {
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        var source = Path.Combine(AppContext.BaseDirectory, "Peers", "libmaxminddb.c");
        var program = Path.Combine(folder, "libmaxminddb");
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", ["-O2", "-o", program, source, "-lmaxminddb"]) { UseShellExecute = false });
            await compiler!.WaitForExitAsync();
            if (compiler.ExitCode != 0) throw new InvalidOperationException($"cc ended with {compiler.ExitCode}");
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            await Console.Error.WriteLineAsync($"no peer: {fault.Message} (apt-get install gcc libmaxminddb-dev)");
            Directory.Delete(folder, recursive: true);
            return null;
        }

        var bytes = new byte[addresses.Length * 4];
        for (var i = 0; i < addresses.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), addresses[i]);
        var file = Path.Combine(folder, "addresses");
        await File.WriteAllBytesAsync(file, bytes);
        var process = Process.Start(new ProcessStartInfo(program, [database, file]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true });
        return new LibMaxMindDb(folder, process!);
    }

    /// <summary>Looks every address up once, and reads country, city, latitude and longitude.</summary>
    public async Task<(TimeSpan Took, long Found)> RunAsync()
    {
        await _process.StandardInput.WriteLineAsync("go");
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the peer has ended");
        var numbers = line.Split(' ');
        return (TimeSpan.FromTicks(long.Parse(numbers[0], CultureInfo.InvariantCulture) / 100), long.Parse(numbers[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
