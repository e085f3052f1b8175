using System.Text;
using FlowOptics.Flows.Tests.Parsing;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Proto = FlowOptics.Flows.Wire;

namespace FlowOptics.Flows.Tests.Wire;

public sealed class FlowWireTests
{
    [Fact]
    public void A_batch_comes_back_as_it_went() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var buffers = new BatchBuffers();
                foreach (var batch in RandomBatches(seed))
                {
                    var bytes = FlowWire.Encode(batch);
                    var back = FlowWire.DecodeBatch(bytes);

                    Assert.Equal(batch.Origin, back.Origin);
                    Assert.Equal((batch.Account, batch.Region), (back.Account, back.Region));
                    Assert.Equal(Rows.Of(batch), Rows.Of(back));
                    Assert.Equal(bytes, FlowWire.Encode(back));
                    Assert.Equal(bytes.Length, FlowWire.EncodedSize(batch));
                    Assert.Equal(ReferenceWire.Encode(batch), bytes);
                    Assert.Equal(Rows.Of(batch), Rows.Of(FlowWire.DecodeBatch(bytes, buffers)));
                }
            }));

    [Fact]
    public void An_enriched_batch_comes_back_as_it_went() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var buffers = new BatchBuffers();
                foreach (var batch in RandomBatches(seed).Select(flows => RandomEnriched(flows, new Random(seed))))
                {
                    var bytes = FlowWire.Encode(batch);

                    Assert.Equal(ReferenceWire.Encode(batch), bytes);
                    Assert.Equal(Rows.Of(batch), Rows.Of(FlowWire.DecodeEnriched(bytes)));
                    Assert.Equal(Rows.Of(batch), Rows.Of(FlowWire.DecodeEnriched(bytes, buffers)));
                }
            }));

    [Fact]
    public void Parts_of_an_enriched_batch_are_its_records_with_their_own_dictionaries() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                foreach (var batch in RandomBatches(seed).Select(flows => RandomEnriched(flows, random)))
                {
                    var first = random.Next(batch.Flows.Count);
                    var count = random.Next(batch.Flows.Count - first + 1);

                    var part = batch.Slice(first, count);

                    Assert.Equal(Rows.Of(batch).Skip(first).Take(count), Rows.Of(part));
                    Assert.Equal(batch.Flows.Origin with { FirstRecord = batch.Flows.Origin.FirstRecord + first, Count = count }, part.Flows.Origin);
                    Assert.Same(Place.None, part.Places[0]);
                    Assert.Equal(part.Places.Count - 1, part.SrcPlace.Concat(part.DstPlace).Where(place => place != 0).Distinct().Count());
                    Assert.Equal(part.Networks.Count - 1, part.SrcNetwork.Concat(part.DstNetwork).Where(network => network != 0).Distinct().Count());
                    using var encoded = FlowWire.TryEncode(batch, first, count, FlowWire.Encode(batch.Flows), int.MaxValue, out var size);
                    // The whole keeps its dictionaries as they are, with what nobody uses.
                    Assert.Equal(ReferenceWire.Encode(count == batch.Flows.Count ? batch : part), encoded!.Memory);
                    Assert.Equal(size, encoded.Length);
                    Assert.Null(FlowWire.TryEncode(batch, first, count, [], size - 1, out _));
                }
            }));

    [Fact]
    public void Damaged_bytes_are_what_protoc_s_reader_makes_of_them_or_a_format_error() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                foreach (var flows in RandomBatches(seed).Take(2))
                {
                    var buffers = new BatchBuffers();
                    var raw = FlowWire.Encode(flows);
                    var enriched = FlowWire.Encode(RandomEnriched(flows, random));
                    for (var times = 0; times < 20; times++)
                    {
                        var (damagedRaw, damagedEnriched) = (Damaged(raw, random), Damaged(enriched, random));
                        Assert.Equal(ReferenceWire.Rows(damagedRaw), RowsOf(() => Rows.Of(FlowWire.DecodeBatch(damagedRaw, buffers))));
                        Assert.Equal(ReferenceWire.EnrichedRows(damagedEnriched), RowsOf(() => Rows.Of(FlowWire.DecodeEnriched(damagedEnriched, buffers))));
                    }
                }
            }));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Reads_numbers_of_any_width(int width)
    {
        var bytes = Enumerable.Range(0, width * 3).Select(i => (byte)(i % width == width - 1 ? 1 : i)).ToArray();
        var column = new Proto.NumberColumn { Base = 100, Width = (uint)width, Values = ByteString.CopyFrom(bytes) }.ToByteArray();

        var expected = Enumerable.Range(0, 3).Select(i => 100 + Enumerable.Range(0, width).Sum(b => (long)bytes[(i * width) + b] << (8 * b)));
        Assert.Equal(expected, Decoded<long>(column, 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(4_294_967_295)]
    [InlineData(4_294_967_296)]
    [InlineData(long.MaxValue)]
    public void Numbers_are_written_as_protoc_s_classes_write_them_and_come_back(long range)
    {
        var random = new Random(3);
        foreach (var count in (int[])[1, 2, 31, 32, 33, 511, 512, 513, 4096])
        {
            Matches(Enumerable.Range(0, count).Select(_ => random.NextInt64(range)).Append(range).ToArray());
            if (range <= int.MaxValue - 7) Matches(Enumerable.Range(0, count).Select(_ => 7 + (int)random.NextInt64(range)).Append(7 + (int)range).ToArray());
            if (range <= ushort.MaxValue) Matches(Enumerable.Range(0, count).Select(_ => (ushort)random.NextInt64(range)).Append((ushort)range).ToArray());
            if (range <= byte.MaxValue) Matches(Enumerable.Range(0, count).Select(_ => (byte)random.NextInt64(range)).Append((byte)range).ToArray());
        }
    }

    [Fact]
    public void Says_what_is_wrong_with_a_column()
    {
        var batch = Assert.Single(Parse.Text("srcaddr dstaddr start my-own\n10.0.0.1 10.0.0.2 1 x\n10.0.0.1 10.0.0.2 1 y\n").Batches);

        Assert.Equal("the batch has no column srcaddr", Fault(batch, message => message.Srcaddr = null));
        Assert.Equal("column dstaddr has 7 bytes, not 2 addresses of 4 bytes (4 or 16)", Fault(batch, message => message.Dstaddr.Values = ByteString.CopyFrom(new byte[7])));
        Assert.Equal("column srcport has 0 bytes, not 2 values of 2 bytes", Fault(batch, message => message.Srcport.Width = 2));
        Assert.Equal("column dstport holds a value outside 0 to 65535", Fault(batch, message => message.Dstport.Base = 65_536));
        Assert.Equal("column packets holds a value outside 0 to 9223372036854775807", Fault(batch, message => message.Packets.Base = -1));
        Assert.Equal("column action holds a value outside 0 to 2", Fault(batch, message => message.Action.Base = 3));
        Assert.Equal("column my-own holds a value outside 0 to 2", Fault(batch, message => message.Texts[0].Codes.Base = 2));
        Assert.Equal("a batch holds at most 4096 records, this one claims 2147483647", Fault(batch, message => message.Count = int.MaxValue));
        Assert.Equal("a batch holds at most 4096 records, this one claims -1", Fault(batch, message => message.Count = -1));
        Assert.Equal(
            "a batch has at most 256 text columns, this one has 257",
            Fault(batch, message => message.Texts.Add(Enumerable.Repeat(message.Texts[0], 256))));
    }

    internal static EnrichedBatch RandomEnriched(FlowBatch flows, Random random)
    {
        Place[] places = [Place.None, .. Enumerable.Range(0, random.Next(5)).Select(i => new Place("DE", $"Ort {i}", i, float.NaN))];
        Network[] networks = [Network.None, .. Enumerable.Range(0, random.Next(300)).Select(i => i % 3 == 0 ? new Network((uint)i + 1, $"AS {i}", "EC2", "eu-west-1") : new Network((uint)i + 1, $"AS {i}"))];
        int[] Indices(int count) => [.. Enumerable.Range(0, flows.Count).Select(_ => random.Next(count))];
        T[] Kinds<T>() where T : struct, Enum => [.. Enumerable.Range(0, flows.Count).Select(_ => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)])];
        return new EnrichedBatch
        {
            Flows = flows,
            Places = places,
            Networks = networks,
            SrcPlace = Indices(places.Length),
            DstPlace = Indices(places.Length),
            SrcNetwork = Indices(networks.Length),
            DstNetwork = Indices(networks.Length),
            SrcKind = Kinds<AddressKind>(),
            DstKind = Kinds<AddressKind>(),
            Direction = Kinds<TrafficDirection>(),
            ServiceSide = Kinds<ServiceSide>(),
        };
    }

    private static void Matches<T>(T[] values) where T : unmanaged, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T>
    {
        var bytes = new byte[NumberColumn.Size<T>(3, values)];
        var writer = new WireWriter(bytes);
        NumberColumn.Write<T>(ref writer, 3, values);

        var expected = ReferenceColumn.Numbers(values.Select(long.CreateChecked)).ToByteArray();
        Assert.Equal(bytes.Length, writer.Position);
        Assert.Equal(expected, bytes[^expected.Length..]);
        Assert.Equal(values, Decoded<T>(expected, values.Length));
    }

    private static T[] Decoded<T>(byte[] column, int count) where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        var source = new NumberSource();
        NumberColumn.Read(new WireReader(column), ref source);
        var values = new T[count];
        NumberColumn.Decode(column, source, long.MaxValue, "packets", values.AsSpan());
        return values;
    }

    private static List<FlowBatch> RandomBatches(int seed)
    {
        var parser = new FlowTextParser(Parse.Identity with { Account = seed % 2 == 0 ? "123" : null });
        var batches = new List<FlowBatch>();
        try
        {
            foreach (var line in new RandomLog(seed).Lines()) parser.Write(line);
            parser.Complete();
        }
        catch (FlowFormatException)
        {
            // The batches before a header that cannot be used are good.
        }

        while (parser.TryTake(out var batch)) batches.Add(batch);
        return batches;
    }

    private static byte[] Damaged(byte[] bytes, Random random)
    {
        var damaged = bytes.ToList();
        for (var times = random.Next(1, 5); times > 0 && damaged.Count > 0; times--)
        {
            // The first bytes hold lengths and tags, where damage does most.
            var place = random.Next(random.Next(2) == 0 ? damaged.Count : Math.Min(damaged.Count, 80));
            switch (random.Next(5))
            {
                case 0: damaged[place] = (byte)random.Next(256); break;
                case 1: damaged.Insert(place, (byte)random.Next(256)); break;
                case 2: damaged.RemoveAt(place); break;
                case 3: damaged.RemoveRange(place, damaged.Count - place); break;
                default: damaged[place] ^= (byte)(1 << random.Next(8)); break;
            }
        }

        return [.. damaged];
    }

    private static List<string>? RowsOf(Func<List<string>> read)
    {
        try
        {
            return read();
        }
        catch (FlowFormatException exception)
        {
            Assert.NotEmpty(exception.Message);
            return null;
        }
    }

    private static string Fault(FlowBatch batch, Action<Proto.FlowBatch> damage)
    {
        var message = ReferenceWire.From(batch);
        damage(message);
        return Assert.Throws<FlowFormatException>(() => FlowWire.DecodeBatch(message.ToByteArray())).Message;
    }
}
