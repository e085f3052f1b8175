namespace FlowOptics.GraphApi.Live;

/// <summary>Takes whole links between addresses, in no order.</summary>
internal interface ILinkTarget
{
    /// <summary>Whether a link is to be asked for before it is added up.</summary>
    bool IsChoosy { get; }

    bool Wants(in LinkKey key, NodeKey source, NodeKey target);

    void Take(in LinkKey key, NodeKey source, NodeKey target, in LinkSum sum);
}
