using FlowOptics.Flows;
using FlowOptics.Lake;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.GraphApi;

/// <summary>Values for one completion, within a time that a person who types does not notice; when it is over, there are none.</summary>
internal sealed class SeenValues : IFilterValues, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    private readonly LakeValues _values;
    private readonly IReadOnlyCollection<string>? _accounts;
    private readonly CancellationToken _left;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _ended;

    /// <param name="accounts">Those whose values are shown; null: all.</param>
    /// <param name="left">The client has left.</param>
    public SeenValues(LakeValues values, IReadOnlyCollection<string>? accounts, TimeProvider time, CancellationToken left)
    {
        (_values, _accounts, _left) = (values, accounts, left);
        _deadline = new CancellationTokenSource(Patience, time);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, left);
    }

    public IReadOnlyCollection<string> Fields => _values.Fields;

    public IReadOnlyList<string> ValuesOf(FilterOperand operand, string prefix, int limit)
    {
        try
        {
            return _values.ValuesOf(operand, prefix, limit, _accounts, _ended.Token);
        }
        catch (OperationCanceledException) when (!_left.IsCancellationRequested)
        {
            return [];
        }
        catch (DuckDbException exception) when (!exception.IsFatal)
        {
            // Interrupted, or out of memory beside a large query: fields and operators are still worth showing.
            return [];
        }
    }

    public void Dispose()
    {
        _ended.Dispose();
        _deadline.Dispose();
    }
}
