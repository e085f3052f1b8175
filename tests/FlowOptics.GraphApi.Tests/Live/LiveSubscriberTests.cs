using System.Text;
using FlowOptics.Flows;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.GraphApi.Tests.Live;

/// <summary>What the durable session brings, from a real broker.</summary>
public sealed class LiveSubscriberTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_finished_object_waits_for_the_import_where_there_is_one(bool imports, int waiting)
    {
        // The bucket stays empty, so that records come from the session only.
        await using var live = await SubscribedWindow.StartAsync(Store(Folder("bucket")), Folder("lake"), TimeProvider.System, imports);
        var sent = new Bucket(Folder("sent"));
        var key = sent.Put("x", Bucket.Text(100, DateTimeOffset.UtcNow), DateTimeOffset.UtcNow.AddMinutes(-1));
        await live.PublishAsync(Topics.Objects, Encoding.UTF8.GetBytes($$"""{"bucket":"logs","key":"{{key}}","records":100,"lastModified":"2026-11-22T00:00:00Z"}"""));
        await using var stored = await Store(sent.Folder).OpenAsync(key, Token);
        await foreach (var batch in FlowObjectReader.ReadAsync(stored!, new FlowObjectReport(), null, Token))
            await live.PublishAsync(Topics.Flows, FlowWire.Encode(live.Enricher.Enrich(batch)));
        // Messages are taken in their order.
        await Eventually.TrueAsync(() => live.Window.Total.Flows == 100, "the batch was taken");
        Assert.Equal(waiting, live.Imports.Count);
    }

    private static FolderObjectStore Store(string folder) => new(folder, new FolderObjectOptions(), null, TimeProvider.System);

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
}
