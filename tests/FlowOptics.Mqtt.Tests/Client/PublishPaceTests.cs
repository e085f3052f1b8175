using FlowOptics.Mqtt.Client;
using FlowOptics.Mqtt.Tests.Conformance;

namespace FlowOptics.Mqtt.Tests.Client;

public sealed class PublishPaceTests
{
    [Theory]
    [InlineData(90, 1_000_000, 100)]
    [InlineData(1000, 460 * 1024, 96 * 1024)]
    public void No_second_has_more_than_the_rate_and_what_fits_into_a_tenth_of_one(int messages, int bytes, int size)
    {
        var time = new ManualTime();
        var pace = new PublishPace(new MqttRate(messages, bytes), time);
        var waiting = new List<(Task Task, int Number)>();
        var sent = new List<TimeSpan>();
        for (var i = 0; i < 300; i++) waiting.Add((pace.WaitAsync(size, CancellationToken.None).AsTask(), i));
        var now = TimeSpan.Zero;
        var step = TimeSpan.FromMilliseconds(1);
        while (sent.Count < 200)
        {
            foreach (var done in waiting.Where(one => one.Task.IsCompleted).ToList())
            {
                // In the order in which they came.
                Assert.Equal(sent.Count, done.Number);
                sent.Add(now);
                waiting.Remove(done);
            }

            time.Advance(step);
            now += step;
        }

        var perSecond = Math.Min(messages, (double)bytes / size);
        for (var i = 0; i < sent.Count; i++)
        {
            var within = sent.Skip(i).TakeWhile(at => at < sent[i] + TimeSpan.FromSeconds(1)).Count();
            Assert.True(within <= (perSecond * 1.1) + 1, $"{within} in the second from {sent[i]}, of {perSecond:0.0}");
        }

        // And no less than the rate.
        Assert.True(sent[^1].TotalSeconds <= sent.Count / perSecond, $"{sent.Count} took {sent[^1]}");
    }
}
