using System.Text;

namespace FlowOptics.Geo.Tables;

/// <summary>A table's names, each read when it is first asked for, so that a start reads none. Thread-safe.</summary>
internal sealed class TableNames(TableFile file)
{
    private readonly string?[] _known = new string?[file.Section<int>(TableSection.Names).Length - 1];

    public string this[int number] => Volatile.Read(ref _known[number]) ?? Read(number);

    private string Read(int number)
    {
        var offsets = file.Section<int>(TableSection.Names);
        var name = Encoding.UTF8.GetString(file.Section<byte>(TableSection.Text)[offsets[number]..offsets[number + 1]]);
        GC.KeepAlive(file);
        return Interlocked.CompareExchange(ref _known[number], name, null) ?? name;
    }
}
