using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace FlowOptics.Lake;

/// <summary>Goes through the tokens of CloudWatch Logs' documents (<see cref="CloudWatchText"/>) and keeps their messages as lines, or the payload that is in them.</summary>
/// <param name="lines">Where messages go, each as a line.</param>
/// <param name="isPayload">Whether the documents were in another one, and so may have no payload themselves.</param>
internal sealed class CloudWatchDocument(LineBuffer lines, bool isPayload)
{
    private byte[] _decoded = [];
    private int? _payload;
    private Part _part;
    private bool _isValueWanted;
    private bool _isKnown;
    private bool _isControl;
    private bool _hasRecords;
    private string? _documentOwner;

    private enum Part
    {
        Other,
        MessageType,
        Owner,
        Message,
        LogEvents,
        AwsLogs,
        Records,
    }

    /// <summary>Of the document that was begun last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The account of the lines, but for the first <see cref="LinesOfOlderOwner"/> bytes of them, whose it is <see cref="OlderOwner"/>.</summary>
    public string? Owner { get; private set; }

    public string? OlderOwner { get; private set; }

    public int LinesOfOlderOwner { get; private set; }

    /// <summary>There is one document, and it has records as Firehose posts them.</summary>
    public bool IsRecords => Number == 1 && _hasRecords;

    /// <summary>No more tokens until the payload and the older owner's lines are taken.</summary>
    public bool HasToPause => _payload is not null || LinesOfOlderOwner > 0;

    public void Took(int bytes) => LinesOfOlderOwner = Math.Max(0, LinesOfOlderOwner - bytes);

    /// <summary>The payload that was found last, decoded; valid until the next token.</summary>
    public ArraySegment<byte>? TakePayload()
    {
        if (_payload is not { } length) return null;
        _payload = null;
        return new ArraySegment<byte>(_decoded, 0, length);
    }

    /// <exception cref="ContentException">The document is none that is known; the message continues "JSON that".</exception>
    public void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                Enter(ref reader);
                break;
            case JsonTokenType.String when _isValueWanted:
                Read(ref reader);
                break;
            case not JsonTokenType.String when _isValueWanted:
                throw new ContentException("has a field which should be text and is none", "only flow logs belong here");
            case JsonTokenType.StartObject when reader.CurrentDepth == 0:
                Number++;
                (_part, _isKnown, _isControl, _documentOwner) = (Part.Other, false, false, null);
                break;
            case JsonTokenType.EndObject when reader.CurrentDepth == 0:
                if (!_isKnown) throw new ContentException("is no message of CloudWatch Logs: it has neither logEvents nor awslogs.data, records or message", "only flow logs belong here");
                break;
            case JsonTokenType.StartArray when reader.CurrentDepth == 1 && _part is Part.LogEvents or Part.Records:
                _isKnown = true;
                _hasRecords |= _part == Part.Records;
                break;
            case not (JsonTokenType.StartObject or JsonTokenType.EndObject) when reader.CurrentDepth == 0:
                throw new ContentException("holds a value that is no object", "only flow logs belong here");
        }

        if (reader.TokenType != JsonTokenType.PropertyName) _isValueWanted = false;
    }

    // logEvents and records are arrays of objects: their fields are at depth 3, those of awslogs at 2.
    private void Enter(ref Utf8JsonReader reader)
    {
        _isValueWanted = false;
        switch (reader.CurrentDepth)
        {
            case 1:
                _part = reader.ValueTextEquals("logEvents"u8) ? Part.LogEvents
                    : reader.ValueTextEquals("messageType"u8) ? Part.MessageType
                    : reader.ValueTextEquals("owner"u8) ? Part.Owner
                    : reader.ValueTextEquals("message"u8) ? Part.Message
                    : reader.ValueTextEquals("awslogs"u8) ? Part.AwsLogs
                    : reader.ValueTextEquals("records"u8) ? Part.Records
                    : Part.Other;
                _isValueWanted = _part is Part.MessageType or Part.Owner or Part.Message;
                break;
            case 2:
                _isValueWanted = _part == Part.AwsLogs && reader.ValueTextEquals("data"u8);
                break;
            case 3:
                _isValueWanted = _part switch
                {
                    Part.LogEvents => reader.ValueTextEquals("message"u8),
                    Part.Records => reader.ValueTextEquals("data"u8),
                    _ => false,
                };
                break;
        }
    }

    private void Read(ref Utf8JsonReader reader)
    {
        switch (_part)
        {
            case Part.MessageType:
                _isControl = reader.ValueTextEquals("CONTROL_MESSAGE"u8);
                if (!_isControl && !reader.ValueTextEquals("DATA_MESSAGE"u8))
                    throw new ContentException("has a messageType which is neither DATA_MESSAGE nor CONTROL_MESSAGE", "only flow logs belong here");
                break;
            case Part.Owner:
                // It becomes a topic's level and a column's value: what is no account is none.
                var owner = reader.ValueSpan;
                _documentOwner = owner.Length == 12 && owner.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 ? reader.GetString() : null;
                break;
            case Part.AwsLogs or Part.Records:
                _isKnown = true;
                Decode(ref reader);
                break;
            default:
                _isKnown = true;
                // CloudWatch's probe of a destination ("CWL CONTROL MESSAGE: Checking health …") is no record.
                if (!_isControl) AddLine(ref reader);
                break;
        }
    }

    private void AddLine(ref Utf8JsonReader reader)
    {
        if (Owner != _documentOwner)
        {
            if (lines.Count > 0) (OlderOwner, LinesOfOlderOwner) = (Owner, lines.Count);
            Owner = _documentOwner;
        }

        var room = lines.Room(reader.ValueSpan.Length);
        lines.EndLine(Copy(ref reader, room));
    }

    private void Decode(ref Utf8JsonReader reader)
    {
        if (isPayload) throw new ContentException("is wrapped more than once", "only flow logs as AWS delivers them belong here");
        if (_decoded.Length < reader.ValueSpan.Length) _decoded = GC.AllocateUninitializedArray<byte>(Math.Max(reader.ValueSpan.Length, _decoded.Length * 2));
        var length = Copy(ref reader, _decoded);
        if (Base64.DecodeFromUtf8InPlace(_decoded.AsSpan(0, length), out var decoded) != OperationStatus.Done)
            throw new ContentException("has data which is no base64");
        if (decoded > 0) _payload = decoded;
    }

    private static int Copy(ref Utf8JsonReader reader, Span<byte> room)
    {
        if (!reader.ValueIsEscaped)
        {
            reader.ValueSpan.CopyTo(room);
            return reader.ValueSpan.Length;
        }

        try
        {
            return reader.CopyString(room);
        }
        catch (InvalidOperationException)
        {
            // No UTF-8, or half of a surrogate pair: as it is written, so that the record alone is found wrong.
            reader.ValueSpan.CopyTo(room);
            return reader.ValueSpan.Length;
        }
    }
}
