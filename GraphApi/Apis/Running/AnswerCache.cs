namespace FlowOptics.GraphApi.Apis;

/// <summary>Answers over finished ranges, as JSON, by their entity tags: the one that was not asked for longest goes first. Thread-safe.</summary>
internal sealed class AnswerCache(long maxBytes)
{
    // One large answer must not push all others out.
    private readonly long _maxAnswer = maxBytes / 4;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Tag, byte[] Json)>> _answers = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Tag, byte[] Json)> _byUse = [];
    private long _bytes;

    public byte[]? Find(string tag)
    {
        lock (_lock)
        {
            if (!_answers.TryGetValue(tag, out var answer)) return null;
            _byUse.Remove(answer);
            _byUse.AddFirst(answer);
            return answer.Value.Json;
        }
    }

    public void Add(string tag, byte[] json)
    {
        if (json.Length > _maxAnswer) return;
        lock (_lock)
        {
            if (_answers.ContainsKey(tag)) return;
            _answers.Add(tag, _byUse.AddFirst((tag, json)));
            _bytes += json.Length;
            while (_bytes > maxBytes)
            {
                var oldest = _byUse.Last!;
                _byUse.RemoveLast();
                _answers.Remove(oldest.Value.Tag);
                _bytes -= oldest.Value.Json.Length;
            }
        }
    }
}
