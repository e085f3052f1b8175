using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// A statement in the making: constant text and, apart from it, the values for its parameters, in order. Whatever a user gave is a value.
/// </summary>
internal sealed class SqlText
{
    private readonly System.Text.StringBuilder _text = new();
    private readonly List<Action<DuckDbStatement, int>> _values = [];

    public SqlText Add(string constant)
    {
        _text.Append(constant);
        return this;
    }

    public SqlText Value(long value) => Parameter("?", (statement, index) => statement.Bind(index, value));

    public SqlText Value(ulong value) => Parameter("?", (statement, index) => statement.Bind(index, value));

    public SqlText Value(string value) => Parameter("?", (statement, index) => statement.Bind(index, value));

    public SqlText Array(ulong[] values) => Parameter("?::UBIGINT[]", (statement, index) => statement.Bind(index, values));

    /// <summary>A two-column query, high and low, one row an address.</summary>
    public SqlText Addresses(IReadOnlyList<Address> addresses)
    {
        Add("SELECT ");
        Parameter("unnest(?::UBIGINT[]) AS high, ", (statement, index) => statement.Bind(index, addresses.Select(address => address.High).ToArray()));
        return Parameter("unnest(?::UBIGINT[]) AS low", (statement, index) => statement.Bind(index, addresses.Select(address => address.Low).ToArray()));
    }

    /// <summary>Prepares it and binds its values.</summary>
    public DuckDbStatement Prepare(DuckDbConnection connection)
    {
        var statement = connection.Prepare(_text.ToString());
        for (var i = 0; i < _values.Count; i++) _values[i](statement, i + 1);
        return statement;
    }

    private SqlText Parameter(string text, Action<DuckDbStatement, int> bind)
    {
        _text.Append(text);
        _values.Add(bind);
        return this;
    }
}
