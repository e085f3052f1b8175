namespace FlowOptics.Lake.Tests.Objects;

public sealed class FolderObjectStoreContractTests : ObjectStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FolderObjectStore _store;

    public FolderObjectStoreContractTests() => _store = new(_folder.Path);

    protected override IObjectStore Store => _store;

    public void Dispose() => _folder.Dispose();

    protected override Task PutAsync(string key, byte[] content)
    {
        _folder.Write(key, content);
        return Task.CompletedTask;
    }
}
