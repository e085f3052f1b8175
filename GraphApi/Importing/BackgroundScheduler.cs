using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace FlowOptics.GraphApi.Importing;

/// <summary>
/// Threads of low priority: what runs on them takes the processor time that nothing else wants, so that the import goes as fast as the live path lets it,
/// and never stands still. Tasks begun on it come back to it after each await.
/// </summary>
internal sealed class BackgroundScheduler : TaskScheduler, IDisposable
{
    // nice(2) 10: a tenth of a thread of the usual priority where both want a processor. Not more, since what runs here may hold a collection of garbage up.
    private const int Nice = 10;
    private const int WhichThread = 0;

    private readonly BlockingCollection<Task> _tasks = [];

    public BackgroundScheduler(int threads, string name)
    {
        MaximumConcurrencyLevel = threads;
        for (var i = 0; i < threads; i++) new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    public override int MaximumConcurrencyLevel { get; }

    public Task Run(Func<Task> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public void Dispose() => _tasks.CompleteAdding();

    protected override void QueueTask(Task task) => _tasks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => Current == this && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _tasks];

    private void Run()
    {
        LowerPriority();
        foreach (var task in _tasks.GetConsumingEnumerable()) TryExecuteTask(task);
    }

    private static void LowerPriority()
    {
        // On Linux priorities of .NET's own have no effect, and setpriority(2) means the calling thread; elsewhere it would mean the process.
        if (OperatingSystem.IsLinux()) _ = SetPriority(WhichThread, 0, Nice);
        else Thread.CurrentThread.Priority = ThreadPriority.Lowest;
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
