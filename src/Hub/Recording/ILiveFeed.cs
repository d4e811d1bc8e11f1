namespace Writ.Hub.Recording;

/// <summary>
/// Every fragment of a camera as it comes, masked, whether or not anything moves: what live view is fed from. Called on the camera's own thread
/// and must return at once; memory is valid during the call only. Nobody need be watching.
/// </summary>
internal interface ILiveFeed
{
    /// <summary>A new run of the stream; what follows belongs to this initialisation segment.</summary>
    void Started(string cameraId, StreamInit stream);

    /// <summary>The next fragment; its times count from the start of the run.</summary>
    void Fragment(string cameraId, ReadOnlyMemory<byte> fragment, FragmentInfo info);

    /// <summary>The run is over: the camera was lost, or its stream starts anew.</summary>
    void Ended(string cameraId);
}
