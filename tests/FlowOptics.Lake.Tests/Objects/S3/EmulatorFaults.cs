using System.Text;
using FlowOptics.Emulator.Tests.Clients;

namespace FlowOptics.Lake.Tests.Objects.S3;

/// <summary>What is to go wrong in the emulator; nothing any more afterwards.</summary>
internal sealed class EmulatorFaults(EmulatorProcess emulator) : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly Uri _address = new(emulator.Url + "/_flowoptics/faults");

    public async Task SetAsync(string faults, CancellationToken cancellationToken)
    {
        using var content = new StringContent(faults, Encoding.UTF8, "application/json");
        (await _http.PutAsync(_address, content, cancellationToken)).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        (await _http.DeleteAsync(_address, CancellationToken.None)).EnsureSuccessStatusCode();
        _http.Dispose();
    }
}
