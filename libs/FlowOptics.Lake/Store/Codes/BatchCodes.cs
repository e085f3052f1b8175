using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>The numbers that a batch's texts have in the lake, record by record. Kept from batch to batch for its arrays; not thread-safe.</summary>
internal sealed class BatchCodes(LakeCodes codes)
{
    private const string AccountId = "account-id";
    private const string Region = "region";

    // "OK" in each record that is a flow.
    private const string LogStatus = "log-status";

    private static readonly string[] OriginFields = [AccountId, "interface-id", "vpc-id", "subnet-id", "instance-id"];

    private readonly TextCombinations _origins = new();
    private readonly TextCombinations _extras = new();
    private int[] _originIds = [];
    private int[] _scopeIds = [];
    private int[] _extraIds = [];

    public void Find(FlowBatch flows)
    {
        var origin = Array.ConvertAll(OriginFields, flows.Text);
        var region = flows.RegionFromPath ? null : flows.Text(Region);
        _origins.Find(flows.Count, origin.Append(region).OfType<TextColumn>());
        _originIds = new int[_origins.First.Count];
        _scopeIds = new int[_origins.First.Count];
        LoggedScope scope = default;
        for (var i = 0; i < _originIds.Length; i++)
        {
            var record = _origins.First[i];
            var of = new LoggedScope(flows.AccountFromPath ? flows.Account : origin[0]?[record] ?? flows.Account, region?[record] ?? flows.Region);
            // Nearly always the same.
            _scopeIds[i] = i > 0 && of == scope ? _scopeIds[i - 1] : codes.IdOf(of);
            scope = of;
            _originIds[i] = codes.IdOf(new LoggedInterface(_scopeIds[i], origin[0]?[record], origin[1]?[record], origin[2]?[record], origin[3]?[record], origin[4]?[record]));
        }

        TextColumn[] further = [.. flows.Texts.Where(text => text.Name != LogStatus && !OriginFields.Contains(text.Name, StringComparer.Ordinal))];
        _extras.Find(flows.Count, further);
        _extraIds = new int[_extras.First.Count];
        for (var i = 0; i < _extraIds.Length; i++) _extraIds[i] = codes.IdOf(ExtraText.Of(further, _extras.First[i]));
    }

    public void Origins(int first, Span<int> target) => Write(_origins, _originIds, first, target);

    public void Scopes(int first, Span<int> target) => Write(_origins, _scopeIds, first, target);

    public void Extras(int first, Span<int> target) => Write(_extras, _extraIds, first, target);

    private static void Write(TextCombinations combinations, int[] ids, int first, Span<int> target)
    {
        if (ids.Length == 1)
        {
            target.Fill(ids[0]);
            return;
        }

        var numbers = combinations.Numbers.Slice(first, target.Length);
        for (var row = 0; row < target.Length; row++) target[row] = ids[numbers[row]];
    }
}
