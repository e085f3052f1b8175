using System.Diagnostics;
using System.Globalization;
using System.Text;
using FlowOptics.Flows.Tests.Parsing;

namespace FlowOptics.Bench;

/// <summary>
/// Damaged lines through the parser and through the reference parser of the tests, side by side, as random logs of some dozens of lines each (a
/// damaged line can only harm its neighbours). Ends with the smallest log that shows a difference, if there is one.
/// </summary>
internal static class FuzzBench
{
    public static Task RunAsync(string[] args)
    {
        var goal = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 10_000_000;
        var first = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2026;
        var began = Stopwatch.GetTimestamp();
        long damaged = 0, lines = 0;
        var seed = first;
        for (var told = 0L; damaged < goal; seed++)
        {
            var log = new RandomLog(seed).DamagedLines(out var count);
            var block = 1 + (int)((uint)seed * 2_654_435_761u % 600);
            if (Difference(log, block) is { } difference) return Fail(log, block, seed, difference);
            damaged += count;
            lines += log.Count;
            if (damaged / 1_000_000 == told) continue;
            told = damaged / 1_000_000;
            Console.WriteLine($"{damaged:N0} damaged lines of {lines:N0}, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        }

        Console.WriteLine($"seeds {first} to {seed - 1}: {damaged:N0} damaged lines of {lines:N0} in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s, no difference");
        Figure.Print("fuzz.lines", goal, "lines");
        Figure.Print("fuzz.differences", 0, "lines");
        return Task.CompletedTask;
    }

    // An exception of the parser is a difference too: it must never throw but for a header that cannot be used.
    private static string? Difference(List<byte[]> log, int block)
    {
        try
        {
            return ParserComparison.Difference([.. log.SelectMany(line => line)], block);
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static Task Fail(List<byte[]> log, int block, int seed, string difference)
    {
        // Leave lines out, many at once at first, as long as there still is a difference.
        for (var size = (log.Count + 1) / 2; size > 0; size /= 2)
        {
            for (var from = 0; from + size <= log.Count;)
            {
                List<byte[]> fewer = [.. log.Take(from), .. log.Skip(from + size)];
                if (Difference(fewer, block) is not { } same) from += size;
                else (log, difference) = (fewer, same);
            }
        }

        Console.WriteLine($"seed {seed}, in blocks of {block} bytes: {difference}");
        foreach (var line in log) Console.WriteLine($"  {Escape(line)}");
        Figure.Print("fuzz.differences", 1, "lines");
        Environment.ExitCode = 1;
        return Task.CompletedTask;
    }

    private static string Escape(byte[] line)
    {
        var text = new StringBuilder();
        foreach (var value in line) text.Append(value is >= 0x20 and < 0x7f and not (byte)'\\' ? ((char)value).ToString() : $"\\x{value:x2}");
        return text.ToString();
    }
}
