using System.Collections.Concurrent;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.Athena.Queries;

/// <summary>All executions, newest last.</summary>
internal sealed class QueryStore(EmulatorOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, QueryExecution> _executions = new(StringComparer.Ordinal);

    private string Folder => Path.Combine(options.Folder, "athena", "queries");

    public IEnumerable<QueryExecution> Newest =>
        _executions.Values.OrderByDescending(each => each.Submitted).ThenBy(each => each.Id, StringComparer.Ordinal);

    public void Open()
    {
        foreach (var file in Directory.CreateDirectory(Folder).EnumerateFiles("*.json"))
        {
            var execution = AtomicFile.ReadJson<QueryExecution>(file.FullName);
            // It ran when the process was killed: nobody works on it any more.
            if (execution.IsDone) _executions[execution.Id] = execution;
            else Put(execution with
            {
                State = QueryState.FAILED,
                Reason = "INTERNAL_ERROR_QUERY_ENGINE: the emulator was stopped while the query ran",
                Completed = time.GetUtcNow()
            });
        }
    }

    public QueryExecution? Find(string id) => _executions.GetValueOrDefault(id);

    /// <summary>Puts a state; one that is done stays as it is.</summary>
    /// <returns>Whether it was put.</returns>
    public bool Put(QueryExecution execution)
    {
        lock (_executions)
        {
            if (_executions.TryGetValue(execution.Id, out var now) && now.IsDone) return false;
            AtomicFile.WriteJson(Path.Combine(Folder, execution.Id + ".json"), execution);
            _executions[execution.Id] = execution;
            return true;
        }
    }
}
