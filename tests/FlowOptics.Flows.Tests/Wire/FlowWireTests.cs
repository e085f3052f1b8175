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
                foreach (var batch in RandomBatches(seed))
                {
                    var bytes = FlowWire.Encode(batch);
                    var back = FlowWire.DecodeBatch(bytes);

                    Assert.Equal(batch.Origin, back.Origin);
                    Assert.Equal((batch.Account, batch.Region), (back.Account, back.Region));
                    Assert.Equal(Rows.Of(batch), Rows.Of(back));
                    Assert.Equal(bytes, FlowWire.Encode(back));
                    Assert.Equal(bytes.Length, FlowWire.EncodedSize(batch));
                }
            }));

    [Fact]
    public void An_enriched_batch_comes_back_as_it_went() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                foreach (var batch in RandomBatches(seed).Select(flows => RandomEnriched(flows, new Random(seed))))
                    Assert.Equal(Rows.Of(batch), Rows.Of(FlowWire.DecodeEnriched(FlowWire.Encode(batch))));
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
                }
            }));

    [Fact]
    public void Damaged_bytes_are_a_batch_or_a_format_error_and_nothing_else() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                foreach (var flows in RandomBatches(seed).Take(2))
                {
                    var raw = FlowWire.Encode(flows);
                    var enriched = FlowWire.Encode(RandomEnriched(flows, random));
                    for (var times = 0; times < 20; times++)
                    {
                        Survives(Damaged(raw, random), FlowWire.DecodeBatch, Rows.Of);
                        Survives(Damaged(enriched, random), FlowWire.DecodeEnriched, Rows.Of);
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
        var column = new Proto.NumberColumn { Base = 100, Width = (uint)width, Values = ByteString.CopyFrom(bytes) };

        var expected = Enumerable.Range(0, 3).Select(i => 100 + Enumerable.Range(0, width).Sum(b => (long)bytes[(i * width) + b] << (8 * b)));
        Assert.Equal(expected, WireColumn.ToNumbers<long>(column, 3, long.MaxValue, "packets"));
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
    public void Numbers_come_back_whatever_their_range(long range)
    {
        long[] values = [.. Enumerable.Repeat(0L, 40), range, range / 2];

        Assert.Equal(values, WireColumn.ToNumbers<long>(WireColumn.FromNumbers<long>(values), values.Length, long.MaxValue, "bytes"));
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

    private static void Survives<T>(byte[] bytes, Func<ReadOnlyMemory<byte>, T> decode, Func<T, List<string>> read)
    {
        try
        {
            // What is decoded can be read to the end.
            read(decode(bytes));
        }
        catch (FlowFormatException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    }

    private static string Fault(FlowBatch batch, Action<Proto.FlowBatch> damage)
    {
        var message = FlowMessage.From(batch);
        damage(message);
        return Assert.Throws<FlowFormatException>(() => FlowWire.DecodeBatch(message.ToByteArray())).Message;
    }
}
