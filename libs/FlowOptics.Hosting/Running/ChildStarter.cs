using System.Collections.Concurrent;
using System.Diagnostics;

namespace Aspire.Hosting.Running;

/// <summary>
/// Starts processes on one thread that lives as long as AppHost: Linux sends the parent-death signal when the <i>thread</i> that started a
/// process ends (prctl(2)), so a thread of the pool, which comes and goes, would kill healthy children.
/// </summary>
internal static class ChildStarter
{
    private static readonly BlockingCollection<Action> Work = Start();

    public static Task<Process> StartAsync(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info) ?? throw new InvalidOperationException($"'{info.FileName}' did not start."));
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> Start()
    {
        var work = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var item in work.GetConsumingEnumerable()) item();
        })
        { IsBackground = true, Name = "child starter" };
        thread.Start();
        return work;
    }
}
