using Aspire.Hosting.Output;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Tests;

public sealed class ConsoleLogTests
{
    [Fact]
    public void Keeps_the_last_ten_thousand_lines_and_numbers_them_all()
    {
        var log = new ConsoleLog(TimeProvider.System);
        for (var i = 1; i <= ConsoleLog.Capacity + 5; i++) log.Append($"{i}", isError: false);

        Assert.Equal(ConsoleLog.Capacity, log.After(0).Count);
        Assert.Equal(6, log.After(0)[0].Number);
        Assert.Equal(["10004", "10005"], log.After(10_003).Select(line => line.Text));
        Assert.Empty(log.After(10_005));
        Assert.Single(log.After(20, limit: 1));
    }

    [Fact]
    public void Warnings_matter_with_the_lines_that_belong_to_them()
    {
        var level = new ConsoleLevel();
        (string Text, bool IsError, bool Matters)[] lines =
        [
            ("\e[32minfo\e[39m: A[0]", false, false),
            ("      nothing", false, false),
            ("\e[33mwarn\e[39m: A[1]", false, true),
            ("      something", false, true),
            ("plain", false, false),
            ("Unhandled exception. X", true, true),
            ("   at A.B()", true, true),
        ];

        Assert.All(lines, line => Assert.Equal(line.Matters, level.Matters(line.Text, line.IsError)));
    }
}
