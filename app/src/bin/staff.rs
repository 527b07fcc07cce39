fn main() {
    app::staff();
}
